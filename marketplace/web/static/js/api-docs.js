// Draws the API's description with the documentation tool served beside this page.
const place = document.getElementById("api");
window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.description,
  deepLinking: true,
  docExpansion: "list",
  validatorUrl: null,
  presets: [window.SwaggerUIBundle.presets.apis],
});
