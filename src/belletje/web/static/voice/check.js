// Before a call: by voice or by typing, does the microphone hear, does the headset sound, and with which voice.

import { localVoice } from "./browser-mouth.js";
import { Line } from "./line.js";
import { impossible, microphones, openMicrophone } from "./microphone.js";

const HEARD = 0.03;
const HEARD_FRAMES = 10; // a fifth of a second of speech

const card = document.getElementById("voice-check");

if (card) {
  const words = JSON.parse(card.dataset.words);
  const part = (name) => card.querySelector(`[data-${name}]`);
  const chosen = (name) => document.querySelector(`input[name=${name}]:checked`)?.value;
  const status = (text) => { if (part("check").textContent !== text) part("check").textContent = text; };
  const select = document.getElementById("microphone");
  const mouth = document.getElementById("mouth");
  let context = null;
  let line = null;
  let open = null;
  let loud = 0;

  async function sound() {
    if (!context) {
      context = new AudioContext();
      await context.audioWorklet.addModule(new URL("worklet.js", import.meta.url));
    }
    await context.resume();
  }

  async function tryOut(device) {
    const why = impossible();
    if (why) {
      status(words.impossible[why]);
      return;
    }
    stop();
    status(words.ask);
    try {
      await sound();
      open = await openMicrophone(context, { device, onFrame, onGone: () => failed("unplugged") });
    } catch (fault) {
      failed(fault.message);
      return;
    }
    loud = 0;
    part("trying").hidden = false;
    status(words.speak);
    const all = await microphones();
    select.replaceChildren(
      ...all.map(({ id, label }, n) => new Option(label || words.nameless.replace("{}", n + 1), id, false, id === open?.device)),
    );
  }

  function failed(why) {
    open = null;
    part("trying").hidden = true;
    status(words.without[why] ?? words.without.busy);
  }

  function onFrame({ level }) {
    part("level").value = Math.min(1, Math.sqrt(level * 4));
    if (level > HEARD) loud += 1;
    if (loud === HEARD_FRAMES) status(words.heard);
  }

  function stop() {
    open?.close();
    open = null;
  }

  // What is said here follows the choice between voice and typing, and the language of the call.
  async function follow() {
    const language = chosen("language");
    card.hidden = chosen("medium") !== "voice";
    if (card.hidden) {
      stop();
      part("trying").hidden = true;
      status("");
      return;
    }
    card.querySelectorAll("[data-where]").forEach((one) => { one.hidden = one.dataset.where !== language; });
    const own = await localVoice(language);
    mouth.querySelectorAll("[data-language]").forEach((one) => { one.hidden = one.disabled = one.dataset.language !== language; });
    mouth.querySelector("[value=browser]")?.remove();
    if (own) mouth.append(new Option(words.own.replace("{}", own.name), "browser"));
    const wish = own ? localStorage.getItem("belletje.mouth") : null;
    const shown = [...mouth.options].filter((one) => !one.disabled);
    const picked = shown.find((one) => one.value === wish) ?? shown[0];
    if (picked) picked.selected = true;
    part("mouth").hidden = shown.length < 2;
  }

  part("try").addEventListener("click", () => tryOut());
  select.addEventListener("change", () => tryOut(select.value));
  part("ring").addEventListener("click", async () => {
    if (!window.AudioWorkletNode) {
      status(words.impossible[impossible() || "browser"]);
      return;
    }
    await sound();
    line?.silence();
    line = new Line(context, { language: chosen("language"), told: () => {} });
    line.does("ring", 3000);
  });
  mouth.addEventListener("change", () => localStorage.setItem("belletje.mouth", mouth.value));
  const push = document.getElementById("push-to-talk");
  push.checked = localStorage.getItem("belletje.talk") === "push";
  push.addEventListener("change", () => localStorage.setItem("belletje.talk", push.checked ? "push" : "open"));
  document.querySelectorAll("input[name=medium], input[name=language]").forEach((one) => one.addEventListener("change", follow));
  window.addEventListener("pagehide", stop);
  follow();
}
