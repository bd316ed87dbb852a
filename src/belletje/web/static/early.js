// Runs before the page is drawn, so that a phone that rings does not first show who picks up.
document.documentElement.classList.add("js");
