// Draws each <figure data-chart> from the Vega-Lite declaration that lies in it. Nothing is evaluated: expressions are
// interpreted (ast), no style is injected, and what cannot be drawn leaves the sentence and the figures that are there.
(() => {
  "use strict";

  const options = { ast: true, renderer: "svg", actions: false, defaultStyle: false, tooltip: false, hover: false };

  async function draw(figure) {
    const place = figure.querySelector(".drawing");
    const declaration = figure.querySelector('script[type="application/json"]');
    try {
      await vegaEmbed(place, JSON.parse(declaration.textContent), options);
      place.setAttribute("aria-hidden", "true");
      figure.classList.add("drawn");
    } catch (mistake) {
      place.remove();
      console.warn("This picture could not be drawn:", mistake);
    }
  }

  document.querySelectorAll("figure[data-chart]").forEach(draw);
})();
