// What every page shares: a mistake gets its page in place, a lost connection is said, what takes long says so, a line of a script is found.
(() => {
  "use strict";

  // The server's page for a mistake replaces the page, as it would without this script.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status < 400) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
    event.detail.target = document.getElementById("main");
    event.detail.selectOverride = "#main";
    event.detail.swapOverride = "outerHTML";
  });

  document.addEventListener("htmx:sendError", () => {
    let said = document.getElementById("lost");
    if (!said) {
      said = document.createElement("p");
      said.id = "lost";
      said.className = "notice";
      said.setAttribute("role", "alert");
      document.getElementById("main").prepend(said);
    }
    said.textContent = document.body.dataset.lost;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) document.getElementById("lost")?.remove();
  });

  // What takes long says so as soon as it is sent.
  document.addEventListener("submit", (event) => {
    const busy = document.getElementById(event.target.dataset.busy ?? "");
    if (busy) busy.hidden = false;
  });
  window.addEventListener("pageshow", () => {
    const busy = document.getElementById("busy");
    if (busy) busy.hidden = true;
  });

  // From a diagnostic to its line in the editor.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-line]");
    const editor = document.getElementById("text");
    if (!button || !editor) return;
    const lines = editor.value.split("\n");
    const line = Math.min(Number(button.dataset.line), lines.length);
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    editor.focus();
    editor.setSelectionRange(start, start + lines[line - 1].length);
    editor.scrollTop = (editor.scrollHeight / lines.length) * Math.max(0, line - 4);
  });
})();
