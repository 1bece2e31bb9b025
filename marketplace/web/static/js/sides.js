// No more scenarios can be ticked than stand side by side; without this the first of them count.
const form = document.querySelector("form[data-sides]");
const boxes = [...(form?.querySelectorAll("input[type=checkbox]") ?? [])];

function count() {
  const full = boxes.filter((box) => box.checked).length >= Number(form.dataset.sides);
  for (const box of boxes) box.disabled = full && !box.checked;
}

for (const box of boxes) box.addEventListener("change", count);
if (form) count();
