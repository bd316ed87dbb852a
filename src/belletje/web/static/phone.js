// The phone: ringing, the timer, the keys. Without this script the call is simply there, and every button works.
(() => {
  "use strict";

  const RING_MS = 1800;
  const MOST_RINGS = 3;
  const DRILL_MS = 120_000;
  let sound = null;
  let shown = 0;
  let since = performance.now();

  const desk = () => document.getElementById("desk");
  const phone = () => document.querySelector(".phone");
  const words = () => document.getElementById("words");
  // A call by voice has its line elsewhere (voice/call.js): here are the keys and the timer, then.
  const byVoice = () => "voice" in (desk()?.dataset ?? {});

  // Tones as Dutch exchanges give them: 425 Hz. A browser may keep them silent until the first key or click.
  function tone(at, seconds, hertz = 425) {
    if (!sound) return;
    const pitch = sound.createOscillator();
    const volume = sound.createGain();
    pitch.frequency.value = hertz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.06, at + 0.02);
    volume.gain.setValueAtTime(0.06, at + seconds - 0.03);
    volume.gain.linearRampToValueAtTime(0, at + seconds);
    pitch.connect(volume).connect(sound.destination);
    pitch.start(at);
    pitch.stop(at + seconds);
  }

  function silence() {
    sound?.close();
    sound = null;
  }

  function listen() {
    try {
      sound = new AudioContext();
    } catch {
      sound = null;
    }
    return sound ? sound.currentTime : 0;
  }

  function pickUp() {
    const ringing = phone();
    if (!ringing?.dataset.ringing || byVoice()) return;
    delete ringing.dataset.ringing;
    silence();
    since = performance.now();
    if ("beep" in ringing.dataset) tone(listen(), 0.5, 1000);
    settle();
  }

  function ring() {
    const ringing = phone();
    if (!ringing?.dataset.ringing) return;
    const address = new URL(location.href);
    address.searchParams.delete("ring");
    history.replaceState(null, "", address);
    const busy = ringing.dataset.ringing === "busy";
    const times = busy ? 3 : Math.max(1, Math.min(MOST_RINGS, Number(ringing.dataset.rings)));
    const start = listen();
    for (let n = 0; n < times; n += 1) {
      if (busy) [0, 0.5, 1].forEach((late) => tone(start + n * 1.5 + late, 0.25));
      else tone(start + (n * RING_MS) / 1000, 0.9);
    }
    ringing.querySelector("[data-skip]").focus();
    setTimeout(() => { if (phone() === ringing) pickUp(); }, times * (busy ? 1500 : RING_MS));
  }

  // After every change: the end of the transcript in view, the last words told, the focus where the hands are.
  function settle() {
    const transcript = document.querySelector(".transcript");
    if (transcript) transcript.scrollTop = transcript.scrollHeight;
    follow();
    const last = [...document.querySelectorAll(".bubbles > li:not(.mine)")].slice(-2).map((said) => said.innerText);
    if (!byVoice()) document.getElementById("spoken").textContent = last.join(" ");
    document.querySelector("[data-focus]")?.focus({ preventScroll: true });
    tick();
  }

  function follow() {
    const step = document.querySelector(".steps .here");
    if (step) step.closest(".steps-view").scrollTop = step.offsetTop - 60;
  }

  function tick() {
    const timer = document.querySelector("[data-timer]");
    if (!timer || phone()?.dataset.ringing) return;
    let seconds = Number(timer.dataset.timer);
    if (!("stopped" in timer.dataset)) {
      shown = Math.max(shown, seconds + (performance.now() - since) / 1000);
      seconds = shown;
    }
    const whole = Math.round(seconds);
    timer.querySelector(".digits").textContent = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  }

  function toggle(id) {
    const details = document.getElementById(id);
    if (!details) return;
    details.open = !details.open;
    if (details.open) details.scrollIntoView({ block: "nearest" });
  }

  // A colleague's answer goes into the box, to be said or changed first.
  function say(button) {
    const box = words();
    if (!button || !box) return;
    box.value = button.dataset.answer;
    box.focus();
  }

  document.addEventListener("click", (event) => {
    say(event.target.closest("[data-answer]"));
    if (event.target.closest("[data-skip]")) pickUp();
  });

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const box = words();
    const typing = event.target.closest?.("textarea, input, select");
    if (event.key === "Escape") {
      event.preventDefault();
      if (phone()?.dataset.ringing && !byVoice()) pickUp();
      else if (!event.repeat) document.getElementById("hang-up")?.requestSubmit();
    } else if (event.key === "Enter" && typing === box && box && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      if (!event.repeat) box.form.requestSubmit();
    } else if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
      event.preventDefault();
      say(document.querySelector(`[data-answer][data-key="${event.code.slice(5)}"]`));
    } else if (event.altKey ? /^Key[HAPT]$/.test(event.code) : !typing && "hapt".includes(event.key)) {
      const help = document.querySelector(`[data-help="${event.altKey ? event.code.slice(3).toLowerCase() : event.key}"]`);
      if (!help) return;
      event.preventDefault();
      if (!event.repeat) help.requestSubmit();
    } else if (event.key === "?" && (!typing || (typing === box && !box.value))) {
      event.preventDefault();
      toggle("keys");
    }
  });

  // What is typed while the other end still answers must not be swept away with the old box.
  let sent = "";
  let typed = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    sent = event.detail.elt.id === "say" ? (words()?.value ?? "") : null;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== desk()) return;
    const now = words()?.value ?? "";
    typed = now === sent ? "" : now;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== desk()) return;
    if (typed && words()) words().value = typed;
    since = performance.now();
    if (phone()?.classList.contains("dead") && !byVoice()) {
      const start = listen();
      [0, 0.5, 1].forEach((late) => tone(start + late, 0.25));
    }
    settle();
  });

  document.addEventListener("voice:picked-up", () => {
    since = performance.now();
    shown = 0;
    tick();
  });
  document.addEventListener("voice:followed", follow);

  if (phone()?.dataset.ringing && !byVoice()) ring();
  else settle();
  setInterval(tick, 500);

  // A drill is over after two minutes, if the caller likes.
  const drill = phone()?.dataset.drill;
  if (drill) {
    setTimeout(() => {
      const said = document.createElement("p");
      said.className = "notice";
      said.setAttribute("role", "status");
      said.textContent = drill;
      document.getElementById("desk").before(said);
    }, DRILL_MS);
  }
})();
