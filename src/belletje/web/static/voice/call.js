// A call by voice: the line, the microphone and the wire tied together, and the page that says who listens and who speaks.
// Without this module, or when it cannot go on, the call is there by text, with every turn that was made.

import { BrowserMouth, localVoice } from "./browser-mouth.js";
import { Line } from "./line.js";
import { impossible, openMicrophone } from "./microphone.js";
import { Stages } from "./stages.js";
import { Transcript } from "./transcript.js";
import { Wire } from "./wire.js";

const SPEAKS = 0.02; // a level from which the caller is taken to speak, for the picture only: the server judges
const HUSHED_MS = 600;

const panel = document.getElementById("voice");
const words = JSON.parse(panel.dataset.words);
const part = (name) => panel.querySelector(`[data-${name}]`);
const phone = () => document.querySelector(".phone");

class Call {
  constructor() {
    this.language = panel.dataset.language;
    this.transcript = new Transcript({ words, language: this.language });
    this.stages = new Stages();
    this.push = localStorage.getItem("belletje.talk") === "push";
    this.pressed = false;
    this.muted = false;
    this.paused = false;
    this.sounding = null; // the utterance that sounds
    this.hushed = false; // whether it is silent for now, as the caller speaks
    this.unsounded = new Set(); // those that have not sounded to their end
    this.afterwards = []; // what is done once they have: the last words are heard before the line is dead
    this.hungUp = false;
    this.turns = new Map(); // utterance -> turn
    this.before = new Map(); // utterance -> milliseconds that had sounded when the wire was lost
    this.known = new Map(); // utterance -> milliseconds that the server knows of
    this.thinking = false;
    this.loudAt = 0;
    this.lostFor = null;
    this.byText = false;
    this.over = false;
    this.where = "connecting";
    this.mouth = null;
    this.microphone = null;
  }

  async begin() {
    const why = impossible();
    if (why) {
      this.onlyText(words.impossible[why]);
      return;
    }
    this.context = new AudioContext({ latencyHint: "interactive" });
    await this.awake();
    try {
      await this.context.audioWorklet.addModule(new URL("worklet.js", import.meta.url));
    } catch {
      this.onlyText(words.impossible.browser);
      return;
    }
    this.line = new Line(this.context, { language: this.language, told: (report) => this.reported(report) });
    const dialled = this.context.currentTime + (phone().dataset.ringing ? this.line.dial() : 0);
    this.voice = await localVoice(this.language);
    this.mouthWish = this.voice && localStorage.getItem("belletje.mouth") === "browser" ? "browser" : "server";
    await this.openMicrophone();
    await new Promise((done) => setTimeout(done, 1000 * Math.max(0, dialled - this.context.currentTime)));
    this.wire = new Wire({
      address: new URL(panel.dataset.socket, location.href.replace(/^http/, "ws")),
      known: !phone().dataset.ringing,
      hello: () => ({
        csrf: panel.dataset.csrf,
        talk: this.push ? "push" : "open",
        mouth: this.mouthWish,
        ringing: Boolean(phone().dataset.ringing),
      }),
      tell: (message) => this.told(message),
      sound: (utterance, sequence, sound) => {
        if (this.mouth || this.hungUp) return;
        this.unsounded.add(utterance);
        this.line.hear(utterance, sequence, sound);
      },
      lost: (seconds) => this.lost(seconds),
      gone: (code) => this.gone(code),
    });
    panel.hidden = false;
    this.show();
  }

  // A browser may keep all sound silent until something is pressed, at first or after an incoming call.
  async awake() {
    const button = part("start");
    const awake = () => this.context.state === "running";
    button.addEventListener("click", () => this.context.resume());
    this.context.resume();
    if (!awake()) await new Promise((done) => setTimeout(done, 300));
    this.context.addEventListener("statechange", () => { button.hidden = this.over || awake(); });
    if (awake()) return;
    panel.hidden = button.hidden = false;
    button.focus();
    await new Promise((done) => {
      this.context.addEventListener("statechange", () => { if (awake()) done(); });
    });
  }

  async openMicrophone() {
    this.where = "asking";
    panel.hidden = false;
    this.show();
    try {
      this.microphone = await openMicrophone(this.context, {
        onFrame: (frame) => this.frame(frame),
        onGone: () => this.withoutMicrophone("unplugged"),
      });
      this.notice("");
    } catch (fault) {
      this.withoutMicrophone(fault.message);
    }
  }

  withoutMicrophone(why) {
    this.microphone = null;
    this.why = why;
    this.notice(words.without[why]);
    part("again").hidden = false;
    this.wire?.send({ type: "muted", why: why === "unplugged" ? why : "refused" });
    this.show();
    document.getElementById("words")?.focus();
  }

  // 20 ms of the microphone.
  frame({ frame, level, at }) {
    const now = performance.now();
    const open = !this.muted && !this.paused && !this.byText && (!this.push || this.pressed);
    if (open) {
      this.wire?.frame(frame, level);
      if (level > SPEAKS) {
        this.loudAt = now;
        this.stages.spoke(at);
      }
    }
    this.wire?.tick(now);
    this.ticks = (this.ticks ?? 0) + 1;
    if (this.ticks % 5 === 0) {
      part("level").value = open ? Math.min(1, Math.sqrt(level * 4)) : 0;
      this.show();
    }
  }

  told(message) {
    const does = {
      ready: () => this.ready(message),
      line: () => this.lineDoes(message),
      hearing: () => this.transcript.guess(message.text),
      heard: () => this.heard(message),
      said: () => this.said(message),
      spoken: () => { if (!this.mouth) this.line.spoken(message.utterance); },
      hush: () => this.hush(message.utterance),
      go_on: () => this.goOn(),
      stop: () => this.stop(message.utterance),
      stages: () => this.stages.show(message),
      by_text: () => this.goesByText(message.why),
      by_voice: () => this.goesByVoice(),
      over: () => this.ended(message),
    };
    does[message.type]?.();
    this.show();
  }

  ready(message) {
    this.mouth = message.mouth === "browser" && this.voice ? new BrowserMouth(this.voice, (told) => this.reported(told)) : null;
    if (message.mouth === "browser" && !this.voice) this.notice(words.noVoice);
    const told = this.lostFor !== null;
    this.lostFor = null;
    this.where = phone().dataset.ringing ? "ringing" : "line";
    if (!phone().dataset.ringing) this.line.open(true);
    part("keeps").hidden = !message.keep;
    document.querySelector("#stages [data-parts]").textContent = [message.ears, message.mouth].filter(Boolean).join(" · ");
    if (!this.microphone) this.wire.send({ type: "muted", why: this.why === "unplugged" ? "unplugged" : "refused" });
    if (this.muted) this.wire.send({ type: "muted", why: "off" });
    if (this.push) this.wire.send({ type: "talk", on: this.pressed });
    if (told) {
      this.notice(words.back);
      this.refresh(true);
    }
  }

  // The caller speaks: whoever sounds is silent at once, and goes on or stops as soon as it is known what was said.
  hush(utterance) {
    this.hushed = true;
    (this.mouth ?? this.line).hush(utterance);
  }

  goOn() {
    this.hushed = false;
    this.transcript.guess("");
    (this.mouth ?? this.line).goOn();
  }

  stop(utterance) {
    this.hushed = false;
    (this.mouth ?? this.line).stop(utterance);
  }

  lineDoes({ sound, ms }) {
    if (sound === "dead") {
      this.onceSilent(() => this.dead());
      return;
    }
    this.line.does(sound, ms);
    if (sound === "ring" || sound === "busy") {
      phone().dataset.ringing = sound;
      phone().querySelector(".ringing-text").textContent = words[sound];
      this.where = "ringing";
    } else if (sound === "pick_up" || sound === "beep") {
      delete phone().dataset.ringing;
      this.where = "line";
      history.replaceState(null, "", location.pathname); // a page that is opened again does not ring again
      if (sound === "beep") this.transcript.note(words.beep);
      else document.dispatchEvent(new Event("voice:picked-up"));
    }
  }

  dead() {
    if (phone()?.dataset.ringing) this.line.open(false); // nobody ever picked up
    else if (!this.hungUp && !this.isDead) this.line.does("dead");
    this.isDead = true;
  }

  // Does something now, or as soon as all that was said has sounded; nothing more of it comes.
  onceSilent(does) {
    this.afterwards.push(does);
    this.unsounded.forEach((utterance) => { if (!this.mouth) this.line.spoken(utterance); });
    this.settle();
  }

  settle() {
    if (!this.unsounded.size) this.afterwards.splice(0).forEach((does) => does());
  }

  heard({ turn, text }) {
    this.thinking = true;
    this.unheard = "";
    this.transcript.heard(turn, text);
    this.refresh();
  }

  said(message) {
    if (message.from_ms) this.before.set(message.utterance, message.from_ms);
    if (!message.text) return; // its sound comes again, after a loss
    this.turns.set(message.utterance, message.turn);
    this.transcript.said(message, this.byText);
    if (this.mouth && !this.byText) {
      this.unsounded.add(message.utterance);
      this.mouth.say(message.utterance, message.text, message.pace ?? 1);
    }
    this.refresh();
  }

  // What the far end of the line, or the browser's mouth, tells of its playing.
  reported(report) {
    if ("started" in report) {
      this.sounding = report.started;
      this.hushed = false;
      this.thinking = false;
      this.transcript.sounds(report.started);
      this.stages.sounded(this.turns.get(report.started), report.at ?? this.context.currentTime);
    } else if ("held" in report) {
      this.before.set(report.held, this.known.get(report.held) ?? 0);
      this.unsounded.delete(report.held);
      this.sounding = null;
    } else {
      const utterance = report.played ?? report.ended ?? report.stopped;
      const { chars } = report;
      const ms = (this.before.get(utterance) ?? 0) + report.ms;
      if (this.wire?.on) this.known.set(utterance, ms);
      const ended = !("played" in report);
      if (ended && this.sounding === utterance) this.sounding = null;
      if (ended) this.unsounded.delete(utterance);
      if ("stopped" in report) this.transcript.cut(utterance);
      if ("ended" in report) this.transcript.sounds(utterance);
      this.wire?.send({ type: "played", utterance, ms, ...(chars === undefined ? {} : { chars }), ...(ended ? { ended } : {}) });
      this.settle();
    }
    this.show();
  }

  lost(seconds) {
    if (this.lostFor === null) {
      this.hushed = false;
      this.line.lost();
      this.transcript.guess("");
    }
    this.lostFor = seconds;
    this.notice(words.lost);
    this.show();
  }

  gone(code) {
    if (code === 4409 || code === 4404) this.finish();
    else this.onlyText(code === 1013 ? words.crowded : words.gone);
  }

  // The server has no ears or no mouth for now: the same wire, without sound.
  goesByText(why) {
    this.byText = true;
    this.transcript.showAll();
    this.notice(why);
    document.getElementById("words")?.focus();
  }

  goesByVoice() {
    this.byText = false;
    this.notice(words.byVoice);
  }

  // No wire any more: the page is the ordinary page of a call.
  onlyText(why) {
    this.close();
    delete document.getElementById("desk").dataset.voice;
    delete phone().dataset.ringing;
    panel.hidden = false;
    this.over = true;
    this.transcript.showAll();
    this.notice(why);
    panel.classList.add("by-text");
    part("state").textContent = words.byText;
    document.querySelectorAll("#voice [data-controls]").forEach((one) => { one.hidden = true; });
    this.refresh(true);
    const box = document.getElementById("words");
    if (this.unheard) {
      this.transcript.heardNothing();
      box.value = this.unheard;
    }
    box?.focus();
  }

  ended() {
    this.onceSilent(() => {
      this.dead();
      this.finish();
    });
  }

  hangUp() {
    this.hungUp = true;
    this.line.click();
    this.line.open(false);
    this.unsounded.forEach((utterance) => (this.mouth ?? this.line).stop(utterance));
    this.wire.send({ type: "hang_up" });
  }

  // The page of a call that is over: how it ended, and the way to the debrief.
  finish() {
    this.over = true;
    this.transcript.showAll();
    this.close();
    delete phone().dataset.ringing;
    htmx.ajax("GET", location.pathname, { target: "#desk", swap: "innerHTML" });
  }

  close() {
    this.wire?.close();
    this.microphone?.close();
    this.microphone = null;
    this.mouth?.stop(Infinity);
  }

  // The script alongside, the helps and the number of the turn follow from the server's page.
  async refresh(all = false) {
    this.refreshing = (this.refreshing ?? 0) + 1;
    const mine = this.refreshing;
    let fresh;
    try {
      const answer = await fetch(location.pathname, { headers: { "HX-Request": "true" } });
      if (!answer.ok) return;
      fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return; // the next turn brings it
    }
    if (mine !== this.refreshing || this.finished()) return;
    if (all) this.transcript.reconcile(fresh);
    for (const name of [".helps", ".script", ".phone-keys"]) this.replace(name, fresh);
    const turn = document.querySelector("#say input[name=turn]");
    const now = fresh.querySelector("#say input[name=turn]");
    if (turn && now) turn.value = now.value;
    document.dispatchEvent(new Event("voice:followed"));
  }

  finished() {
    return Boolean(phone()?.classList.contains("dead"));
  }

  replace(name, fresh) {
    const [now, next] = [document.querySelector(name), fresh.querySelector(name)];
    if (!next || (now && now.innerHTML === next.innerHTML)) return;
    const held = now?.contains(document.activeElement) ? document.activeElement.closest("form")?.dataset.help ?? "" : null;
    const put = document.adoptNode(next);
    if (now) now.replaceWith(put);
    else document.querySelector(".alongside").prepend(put);
    htmx.process(put);
    if (held !== null) (put.querySelector(`[data-help="${held}"] button`) ?? put.querySelector("button"))?.focus();
  }

  notice(text) {
    const note = part("notice");
    if (note.textContent !== text) note.textContent = text;
    note.hidden = !text;
    if (!text || this.why === undefined) part("again").hidden = true;
  }

  // One line that says who listens and who speaks.
  show() {
    if (this.over) return;
    const talks = performance.now() - this.loudAt < HUSHED_MS;
    let state = "listens";
    if (this.where === "asking" || this.where === "connecting") state = this.where;
    else if (this.lostFor !== null) state = "lost";
    else if (this.where === "ringing") state = phone().dataset.ringing === "busy" ? "busy" : "ringing";
    else if (this.byText) state = "byText";
    else if (this.sounding !== null && !this.hushed) state = "speaks";
    else if (!this.microphone) state = "typing";
    else if (this.muted) state = "muted";
    else if (talks) state = "you";
    else if (this.thinking) state = "thinks";
    else if (this.push && !this.pressed) state = "push";
    const line = part("state");
    if (line.textContent !== words.states[state]) line.textContent = words.states[state];
    panel.dataset.now = state;
    const can = this.microphone !== null && !this.byText;
    part("push").hidden = !(this.push && can);
    part("mute").hidden = !can;
    part("mode").hidden = !can;
  }

  // Push-to-talk.
  talk(on) {
    if (!this.push || this.pressed === on || !this.microphone || this.muted) return;
    this.pressed = on;
    part("push").classList.toggle("held", on);
    part("push").setAttribute("aria-pressed", String(on));
    this.wire?.send({ type: "talk", on }, { fleeting: true });
    this.show();
  }

  mute() {
    this.muted = !this.muted;
    this.talk(false);
    const button = part("mute");
    button.setAttribute("aria-pressed", String(this.muted));
    this.wire?.send(this.muted ? { type: "muted", why: "off" } : { type: "unmuted" });
    this.show();
  }

  changeMode(push) {
    this.talk(false);
    this.push = push;
    localStorage.setItem("belletje.talk", push ? "push" : "open");
    this.wire?.send({ type: "mode", talk: push ? "push" : "open" });
    this.show();
  }

  type(text) {
    const turn = Number(document.querySelector("#say input[name=turn]").value);
    this.unheard = text;
    this.transcript.typed(text || words.silence);
    this.wire.send({ type: "typed", text, turn });
    document.getElementById("words").value = "";
  }

  // A pause is taken, or ended, by the page itself.
  pause(on) {
    if (this.paused === on) return;
    this.paused = on;
    this.wire?.send({ type: "pause", on });
  }
}

const call = new Call();
part("mode").querySelector("input").checked = call.push;

// Typing and hanging up go over the wire while there is one; else the forms do what they always do.
document.addEventListener("submit", (event) => {
  if (!call.wire || call.over) return;
  if (event.target.id === "say") call.type(document.getElementById("words").value.trim());
  else if (event.target.id === "hang-up" && call.wire.on) call.hangUp();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

const typing = (target) => target.closest?.("textarea, select, summary, a, input, button:not([data-push])");
document.addEventListener("keydown", (event) => {
  if (event.code !== "Space" || !call.push || typing(event.target)) return;
  event.preventDefault();
  if (!event.repeat) call.talk(true);
});
document.addEventListener("keyup", (event) => {
  if (event.code !== "Space" || !call.push) return;
  if (!typing(event.target)) event.preventDefault();
  call.talk(false);
});
window.addEventListener("blur", () => call.talk(false));

const push = part("push");
push.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  push.setPointerCapture(event.pointerId);
  call.talk(true);
});
for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) push.addEventListener(end, () => call.talk(false));
// Enter, or a screen reader's own key, has no holding: once to speak, once more to stop.
push.addEventListener("click", (event) => { if (!event.detail) call.talk(!call.pressed); });
push.addEventListener("contextmenu", (event) => event.preventDefault());
part("mute").addEventListener("click", () => call.mute());
part("again").addEventListener("click", async () => {
  await call.openMicrophone();
  if (!call.microphone) return;
  part("again").hidden = true;
  call.why = undefined;
  call.where = phone().dataset.ringing ? "ringing" : "line";
  call.wire?.send({ type: "unmuted" });
  call.show();
});
part("mode").querySelector("input").addEventListener("change", (event) => call.changeMode(event.target.checked));

// The helps of the coached mode lay the page anew around the panel, which stays.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "desk") return;
  call.pause(document.querySelector("[data-paused]") !== null);
});
window.addEventListener("pagehide", () => call.close());

call.begin();
