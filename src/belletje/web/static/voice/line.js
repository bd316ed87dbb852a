// The telephone line as it sounds: the tones of an exchange, the click of picking up, and the far end in its narrow band.
// Every tone is laid out on the clock of the sound beforehand, so that none waits for the page.

// Cadences in seconds, on and off in turn, and pitches in hertz: ITU-T E.180 Supplement 2, as the exchanges give them.
const TONES = {
  nl: {
    ring: { hertz: [425], cadence: [1, 4] },
    busy: { hertz: [425], cadence: [0.5, 0.5] },
    dead: { hertz: [425], cadence: [0.5, 0.5] },
  },
  gb: {
    ring: { hertz: [400, 450], cadence: [0.4, 0.2, 0.4, 2] },
    busy: { hertz: [400], cadence: [0.375, 0.375] },
    dead: { hertz: [400], cadence: [0.375, 0.375] },
  },
  us: {
    ring: { hertz: [440, 480], cadence: [2, 4] },
    busy: { hertz: [480, 620], cadence: [0.5, 0.5] },
    dead: { hertz: [480, 620], cadence: [0.25, 0.25] },
  },
};
const LONGEST_S = 90;
const DEAD_S = 3;
const LOUD = 0.05;
// The two pitches of each key (ITU-T Q.23).
const KEYS = { rows: [697, 770, 852, 941], columns: [1209, 1336, 1477] };
const KEY_S = 0.07;

// The country whose tones suit the language of the call; English is British unless the browser is American.
export function country(language, browser = navigator.language) {
  if (language === "nl") return "nl";
  return /^en-(US|CA)/i.test(browser) ? "us" : "gb";
}

// `context` must know worklet.js already; `told` gets what the far end reports.
export class Line {
  constructor(context, { language, told }) {
    this.context = context;
    this.tones = TONES[country(language)];
    this.farEnd = new AudioWorkletNode(context, "far-end", { numberOfInputs: 0, outputChannelCount: [1] });
    this.farEnd.port.onmessage = ({ data }) => told(data);
    // From 300 Hz, as a telephone: Butterworth of the fourth order (Q is in decibels here).
    const low = [-5.34, 2.33].map((Q) => new BiquadFilterNode(context, { type: "highpass", frequency: 300, Q }));
    this.entry = low[0];
    this.farEnd.connect(low[0]).connect(low[1]).connect(context.destination);
    this.sounding = [];
  }

  // Takes PCM16 at 16 kHz of one utterance.
  hear(utterance, sequence, sound) {
    this.farEnd.port.postMessage({ utterance, sequence, sound }, [sound]);
  }

  spoken(utterance) {
    this.farEnd.port.postMessage({ spoken: utterance });
  }

  hush(utterance) {
    this.farEnd.port.postMessage({ hush: utterance });
  }

  goOn() {
    this.farEnd.port.postMessage({ goOn: true });
  }

  stop(utterance) {
    this.farEnd.port.postMessage({ stop: utterance });
  }

  // The wire to the server is gone: what it had sent whole still sounds.
  lost() {
    this.silence();
    this.farEnd.port.postMessage({ open: false });
    this.farEnd.port.postMessage({ lost: true });
  }

  // An open line hisses; one that is lost is still.
  open(open) {
    this.silence();
    this.farEnd.port.postMessage({ open });
  }

  // What the line does: ring, busy, pick_up, beep or dead; for so many milliseconds, or until it does something else.
  does(sound, ms = 0) {
    this.open(sound === "pick_up" || sound === "beep");
    if (sound === "pick_up") this.click();
    else if (sound === "beep") this.tone([1000], this.context.currentTime, (ms || 500) / 1000, 0.12);
    else if (sound in this.tones) this.repeat(this.tones[sound], ms ? ms / 1000 : sound === "dead" ? DEAD_S : LONGEST_S);
    if (sound === "dead") this.click();
  }

  // Dials: ten keys of a number that is nobody's. Gives how long that takes, in seconds.
  dial() {
    const start = this.context.currentTime + 0.05;
    for (let key = 0; key < 10; key += 1) {
      const digit = Math.floor(Math.random() * 9);
      const pair = [KEYS.rows[Math.floor(digit / 3)], KEYS.columns[digit % 3]];
      this.tone(pair, start + key * 2 * KEY_S, KEY_S, LOUD);
    }
    return 20 * KEY_S;
  }

  silence() {
    for (const [pitch, volume] of this.sounding) {
      volume.gain.cancelScheduledValues(0);
      volume.gain.setTargetAtTime(0, this.context.currentTime, 0.004);
      pitch.stop(this.context.currentTime + 0.03);
    }
    this.sounding = [];
  }

  repeat({ hertz, cadence }, seconds) {
    let at = this.context.currentTime + 0.02;
    const end = at + seconds;
    const on = [];
    for (let part = 0; at < end; part += 1) {
      const lasts = Math.min(cadence[part % cadence.length], end - at);
      if (part % 2 === 0) on.push([at, at + lasts]);
      at += lasts;
    }
    this.voice(hertz, on, end, LOUD);
  }

  tone(hertz, at, seconds, loud) {
    this.voice(hertz, [[at, at + seconds]], at + seconds, loud);
  }

  voice(hertz, on, end, loud) {
    for (const pitch of hertz) {
      const source = new OscillatorNode(this.context, { frequency: pitch });
      const volume = new GainNode(this.context, { gain: 0 });
      for (const [from, to] of on) {
        volume.gain.setValueAtTime(0, from);
        volume.gain.linearRampToValueAtTime(loud, from + 0.01);
        volume.gain.setValueAtTime(loud, Math.max(from + 0.01, to - 0.01));
        volume.gain.linearRampToValueAtTime(0, to);
      }
      source.connect(volume).connect(this.entry);
      source.start();
      source.stop(end + 0.1);
      this.sounding.push([source, volume]);
    }
  }

  // The click of a handset that is taken up or put down: a thump of noise that dies in some 15 ms.
  click() {
    const rate = this.context.sampleRate;
    const buffer = new AudioBuffer({ length: Math.round(rate * 0.06), sampleRate: rate });
    const samples = buffer.getChannelData(0);
    for (let n = 0; n < samples.length; n += 1) {
      samples[n] = 0.2 * (2 * Math.random() - 1) * Math.exp(-n / (rate * 0.012));
    }
    const source = new AudioBufferSourceNode(this.context, { buffer });
    source.connect(this.entry);
    source.start();
  }
}
