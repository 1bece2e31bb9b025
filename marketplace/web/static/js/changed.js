// Whether a field holds something else than when the page was made.
export function isChanged(field) {
  if (field.type === "hidden" || field.type === "submit") return false;
  if (field instanceof HTMLSelectElement) {
    const first = [...field.options].find((one) => one.defaultSelected) ?? field.options[0];
    return field.selectedOptions[0] !== first;
  }
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return "defaultValue" in field && field.value !== field.defaultValue;
}
