// The desk by keyboard: a key for each reaction, each outcome, the search, the note; and the timer. Without this script
// every key is a link or a button that works.
(() => {
  "use strict";

  let started = 0;
  const byId = (id) => document.getElementById(id);

  function tick() {
    const timer = document.querySelector("[data-clock]");
    if (!timer || !started) return;
    const seconds = Math.round((Date.now() - started) / 1000);
    timer.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const field = byId("seconds");
    if (field) field.value = String(seconds);
  }

  function press(key) {
    const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found) return false;
    const details = found.closest("details");
    if (details) details.open = true;
    const needed = found.dataset.needs && byId(found.dataset.needs);
    const picked = found.dataset.needs === "when" && byId("picked").value;
    if (needed && !needed.value.trim() && !picked) needed.focus();
    else if (found.matches("input, textarea")) found.focus();
    else found.click();
    return true;
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-dial]")) { started = started || Date.now(); tick(); }
  });

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const field = event.target.closest?.("input, textarea, select");
    if (event.key === "Escape" && field) {
      field.blur();
    } else if (event.key === "Enter" && field?.dataset.for) {
      event.preventDefault();
      byId("outcome-form").querySelector(`button[value="${field.dataset.for}"]`).click();
    } else if (event.key === "Enter" && field?.id === "q") {
      event.preventDefault();
      document.querySelector("#found .take")?.click();
      field.blur();
    } else if (!field && press(event.key)) {
      event.preventDefault();
    }
  });

  // An outcome is sent once from this page; sent again from elsewhere, the server still records it once.
  byId("outcome-form")?.addEventListener("submit", () => {
    tick();
    setTimeout(() => byId("outcome-form").querySelectorAll("button").forEach((button) => { button.disabled = true; }), 0);
  });
  // Back in history, the buttons work again.
  window.addEventListener("pageshow", () => {
    byId("outcome-form")?.querySelectorAll("button").forEach((button) => { button.disabled = false; });
  });
  setInterval(tick, 500);

  // a form that was refused comes back with the time the call has taken so far
  const taken = Number(document.querySelector("[data-clock]")?.dataset.clock || 0);
  if (taken) { started = Date.now() - taken * 1000; tick(); }
})();
