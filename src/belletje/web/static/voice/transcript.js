// The conversation as bubbles, filled while it is held. Only what is certain is in the log that a screen reader tells.

// `words` has the names: you, other (of a speaker), silence; `language` is that of the call.
export class Transcript {
  constructor({ words, language }) {
    this.words = words;
    this.language = language;
    this.spoken = new Map(); // utterance -> the bubble it fills
    this.waiting = new Map(); // utterance -> its turn, and what shows it once it sounds
  }

  get list() {
    return document.querySelector(".bubbles");
  }

  bubble(turn, mine, name) {
    const known = turn === null ? null : document.getElementById(`turn-${turn}`);
    if (known) return known;
    const item = document.createElement("li");
    item.className = mine ? "said mine" : "said theirs";
    if (turn !== null) item.id = `turn-${turn}`;
    const who = document.createElement("span");
    who.className = "who";
    who.textContent = name;
    const text = document.createElement("p");
    text.lang = this.language;
    item.append(who, " ", text);
    this.list.insertBefore(item, this.list.querySelector(".guess"));
    return item;
  }

  // Words that may still change; they are not told aloud.
  guess(text) {
    this.list.querySelector(".guess")?.remove();
    if (text) {
      const item = this.bubble(null, true, this.words.you);
      item.classList.add("guess");
      item.setAttribute("aria-hidden", "true");
      item.querySelector("p").textContent = text;
    }
    this.down();
  }

  // A turn of the caller, as it was recognised or typed. What is there from that number on was answered too early.
  heard(turn, text) {
    this.guess("");
    this.list.querySelector(".sent")?.remove();
    for (let late = turn, item; (item = document.getElementById(`turn-${late}`)); late++) item.remove();
    this.waiting.forEach((line, utterance) => { if (line.turn >= turn) this.waiting.delete(utterance); });
    const line = this.bubble(turn, true, this.words.you).querySelector("p");
    line.textContent = text || this.words.silence;
    this.down();
  }

  // What was typed, until the server has it.
  typed(text) {
    const item = this.bubble(null, true, this.words.you);
    item.classList.add("sent");
    item.querySelector("p").textContent = text;
    this.down();
  }

  // What was typed did not come through.
  heardNothing() {
    this.list.querySelector(".sent")?.remove();
  }

  // A line of the other end; shown as soon as it sounds, or at once where it makes no sound.
  said({ turn, utterance, text, speaker }, atOnce) {
    const show = () => {
      const item = this.bubble(turn, false, this.words.speakers[speaker] ?? this.words.name);
      const line = item.querySelector("p");
      if (!line.textContent.includes(text)) line.textContent = [line.textContent, text].filter(Boolean).join(" ");
      this.spoken.set(utterance, item);
      this.down();
    };
    if (this.spoken.has(utterance)) return;
    if (atOnce) show();
    else this.waiting.set(utterance, { turn, show });
  }

  sounds(utterance) {
    this.waiting.get(utterance)?.show();
    this.waiting.delete(utterance);
  }

  // Everything that still waits for a sound that will not come.
  showAll() {
    [...this.waiting.keys()].forEach((utterance) => this.sounds(utterance));
  }

  // A line that the caller cut off.
  cut(utterance) {
    this.sounds(utterance);
    this.spoken.get(utterance)?.classList.add("cut");
  }

  note(text) {
    const item = document.createElement("li");
    item.className = "said line";
    const line = document.createElement("p");
    line.textContent = text;
    item.append(line);
    this.list.append(item);
    this.down();
  }

  // Brings in what the server's page has and this one has not, after a loss.
  reconcile(fresh) {
    for (const item of fresh.querySelectorAll(".bubbles > li[id]")) {
      const known = document.getElementById(item.id);
      if (!known) this.list.insertBefore(document.adoptNode(item), this.list.querySelector(".guess"));
      else if (!this.list.querySelector(".sent")) {
        const [now, then] = [known.querySelector("p"), item.querySelector("p")];
        if (then && now.textContent !== then.textContent) now.textContent = then.textContent;
      }
    }
    this.down();
  }

  down() {
    const region = document.querySelector(".transcript");
    region.scrollTop = region.scrollHeight;
  }
}
