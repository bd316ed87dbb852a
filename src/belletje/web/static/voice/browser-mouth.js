// The browser's own voice, where it is a local one: nothing that is said leaves the machine.

// The local voice for a language, or null; the list may come a moment after the page.
export async function localVoice(language) {
  if (!window.speechSynthesis) return null;
  if (!speechSynthesis.getVoices().length) {
    await new Promise((done) => {
      speechSynthesis.addEventListener("voiceschanged", done, { once: true });
      setTimeout(done, 1000);
    });
  }
  const local = speechSynthesis.getVoices().filter((one) => one.localService && one.lang.toLowerCase().startsWith(language));
  return local.find((one) => one.default) ?? local[0] ?? null;
}

// Speaks one utterance after another. `told` gets what the far end of a line would tell, and with `played` the letters
// that were reached: {started}, {played, ms, chars}, {ended, ms}, {stopped, ms, chars}.
export class BrowserMouth {
  constructor(voice, told) {
    Object.assign(this, { voice, told });
    this.now = null;
    this.over = -1;
    this.toSound = new Set();
  }

  say(utterance, text, pace = 1) {
    if (utterance <= this.over) return;
    const speech = new SpeechSynthesisUtterance(text);
    speech.voice = this.voice;
    speech.lang = this.voice.lang;
    speech.rate = pace;
    this.toSound.add(utterance);
    let began = 0;
    const ms = () => Math.round(performance.now() - began);
    const mine = { utterance, chars: 0, ms };
    speech.onstart = () => {
      began = performance.now();
      this.now = mine;
      this.told({ started: utterance });
    };
    speech.onboundary = ({ charIndex, charLength }) => {
      mine.chars = charIndex + (charLength ?? 0);
      if (this.now === mine) this.told({ played: utterance, ms: ms(), chars: mine.chars });
    };
    const done = () => {
      if (this.now !== mine) return;
      this.now = null;
      this.toSound.delete(utterance);
      this.goOn();
      this.told({ ended: utterance, ms: ms(), chars: text.length });
    };
    speech.onend = done;
    speech.onerror = done;
    speechSynthesis.speak(speech);
  }

  hush() {
    if (this.toSound.size) speechSynthesis.pause();
  }

  goOn() {
    speechSynthesis.resume();
  }

  stop(utterance) {
    this.over = Math.max(this.over, utterance);
    const { now } = this;
    this.now = null;
    this.toSound.clear();
    speechSynthesis.cancel();
    this.goOn(); // else what is said next waits, where this one was hushed
    if (now) this.told({ stopped: now.utterance, ms: now.ms(), chars: now.chars });
  }
}
