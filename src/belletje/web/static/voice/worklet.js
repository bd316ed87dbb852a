// What runs on the sound thread: the microphone as 20 ms frames of PCM16 at 16 kHz, and the far end of a telephone line.
// Nothing here waits for a timer of the page, so it goes on when the page is behind another window.

const WIRE_HZ = 16000;
const FRAME = 320; // 20 ms
const LINE_HZ = 8000; // G.711
const LINE_TOP_HZ = 3400;
const BLOCK = 32; // 2 ms of the wire: what is taken from the queue at a time
const PRIMED = 960; // 60 ms: so much is waited for before it sounds, against jitter
const FADE = 64; // 4 ms: long enough to make no click, short enough to stop at once
const REPORT = 3200; // 200 ms
const HISS = 0.0012; // -61 dB below the loudest: a line that is open is never quite still
const CROSSINGS = 20;
const PHASES = 256;

// Streaming resampling by a windowed sinc (Kaiser, beta 6: some 63 dB), with everything above `topHz` taken away.
class Resampler {
  constructor(fromHz, toHz, topHz) {
    const cutoff = Math.min(1, (2 * topHz) / fromHz);
    this.step = fromHz / toHz;
    this.half = Math.ceil(CROSSINGS / cutoff);
    this.taps = 2 * this.half;
    this.kernels = new Float32Array((PHASES + 1) * this.taps);
    for (let phase = 0; phase <= PHASES; phase += 1) {
      for (let tap = 0; tap < this.taps; tap += 1) {
        const t = tap - this.half + 1 - phase / PHASES;
        const x = Math.PI * t * cutoff;
        const sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
        this.kernels[phase * this.taps + tap] = cutoff * sinc * kaiser(t / this.half);
      }
    }
    this.kept = new Float32Array(this.taps);
    this.at = this.half - 1; // where the next sample lies, counted in samples of `kept`
  }

  // The samples that come out of these; their number changes by one from time to time.
  push(samples) {
    const all = new Float32Array(this.kept.length + samples.length);
    all.set(this.kept);
    all.set(samples, this.kept.length);
    const out = [];
    while (Math.floor(this.at) + this.half < all.length) {
      const whole = Math.floor(this.at);
      const row = Math.round((this.at - whole) * PHASES) * this.taps;
      const first = whole - this.half + 1;
      let sum = 0;
      for (let tap = 0; tap < this.taps; tap += 1) sum += this.kernels[row + tap] * all[first + tap];
      out.push(sum);
      this.at += this.step;
    }
    const gone = Math.max(0, Math.min(Math.floor(this.at) - this.half + 1, all.length));
    this.kept = all.slice(gone);
    this.at -= gone;
    return out;
  }
}

function kaiser(x) {
  return Math.abs(x) >= 1 ? 0 : bessel(6 * Math.sqrt(1 - x * x)) / bessel(6);
}

function bessel(x) {
  let sum = 1;
  let term = 1;
  for (let n = 1; n < 25; n += 1) {
    term *= (x / (2 * n)) ** 2;
    sum += term;
  }
  return sum;
}

// There and back through the eight bits of A-law (ITU-T G.711).
function telephone(sample) {
  const size = Math.min(1, Math.abs(sample));
  const scale = 1 + Math.log(87.6);
  const pressed = size < 1 / 87.6 ? (87.6 * size) / scale : (1 + Math.log(87.6 * size)) / scale;
  const sent = Math.round(pressed * 127) / 127;
  const back = sent < 1 / scale ? (sent * scale) / 87.6 : Math.exp(sent * scale - 1) / 87.6;
  return sample < 0 ? -back : back;
}

// Posts {frame: ArrayBuffer of 320 Int16, level: 0..1, at: seconds of the sound clock} every 20 ms of sound.
class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.resampler = new Resampler(sampleRate, WIRE_HZ, 7400);
    this.frame = new Int16Array(FRAME);
    this.filled = 0;
    this.power = 0;
  }

  process([input]) {
    const channel = input?.[0];
    if (!channel) return true;
    for (const sample of this.resampler.push(channel)) {
      const held = Math.max(-1, Math.min(1, sample));
      this.frame[this.filled] = Math.round(held * 32767);
      this.power += held * held;
      this.filled += 1;
      if (this.filled < FRAME) continue;
      const level = Math.sqrt(this.power / FRAME);
      this.port.postMessage({ frame: this.frame.buffer, level, at: currentTime }, [this.frame.buffer]);
      this.frame = new Int16Array(FRAME);
      this.filled = 0;
      this.power = 0;
    }
    return true;
  }
}

// The far end. Takes {sound, utterance, sequence}, {spoken: utterance}, {hush: utterance}, {goOn: true},
// {stop: utterance}, {lost: true}, {open: bool};
// posts {started}, {played, ms}, {ended, ms}, {stopped, ms} and {held, ms}, each with the number of the utterance.
// What is hushed, up to some utterance, is silent at once, and goes on where it was unless it is stopped.
// When the wire is lost, what is here whole sounds to its end, and the rest is held: it is sent again from where it was.
class FarEnd extends AudioWorkletProcessor {
  constructor() {
    super();
    this.down = new Resampler(WIRE_HZ, LINE_HZ, LINE_TOP_HZ);
    this.up = new Resampler(LINE_HZ, sampleRate, 3800);
    this.ready = [];
    this.queue = [];
    this.over = -1; // utterances up to this one make no sound any more
    this.hushed = -1; // utterances up to this one make no sound for now
    this.loud = FADE; // of what sounds, in FADEths: it comes and goes without a click
    this.heard = new Set(); // those that sounded to their end
    this.open = false;
    this.primed = false;
    this.port.onmessage = ({ data }) => this.take(data);
  }

  take(message) {
    if ("open" in message) this.open = message.open;
    else if ("stop" in message) this.stop(message.stop);
    else if ("hush" in message) this.hush(message.hush);
    else if ("goOn" in message) this.hushed = -1;
    else if ("lost" in message) this.hold();
    else if ("spoken" in message) {
      if (this.wants(message.spoken)) this.entry(message.spoken).complete = true;
    } else if (this.wants(message.utterance)) {
      const entry = this.entry(message.utterance);
      if (entry.complete || message.sequence <= entry.sequence) return; // sent again after a loss
      entry.sequence = message.sequence;
      const samples = new Int16Array(message.sound);
      entry.sounds.push(samples);
      entry.waiting += samples.length;
    }
  }

  wants(utterance) {
    return utterance > this.over && !this.heard.has(utterance);
  }

  entry(utterance) {
    let entry = this.queue.find((one) => one.utterance === utterance);
    if (!entry) {
      entry = { utterance, sounds: [], at: 0, waiting: 0, played: 0, told: 0, sequence: -1, complete: false, fading: 0, leaves: "stopped" };
      this.queue.push(entry);
    }
    return entry;
  }

  stop(utterance) {
    this.over = Math.max(this.over, utterance);
    const [now] = this.queue;
    this.queue = this.queue.filter((one) => one.utterance > utterance || one === now);
    if (!now || now.utterance > utterance) return;
    this.hushed = -1;
    this.fade(now, "stopped");
  }

  hush(utterance) {
    this.hushed = utterance;
    const [now] = this.queue;
    if (now?.played && now.utterance <= utterance) this.report(now);
  }

  hold() {
    this.hushed = -1;
    const [now] = this.queue;
    this.queue = this.queue.filter((one) => one.complete || one === now);
    if (now && !now.complete) this.fade(now, "held");
  }

  fade(entry, leaves) {
    entry.leaves = leaves;
    if (!this.primed || !entry.played || !this.loud) this.leave(entry, leaves);
    else entry.fading = FADE;
  }

  leave(entry, how) {
    this.queue.shift();
    this.primed = false;
    this.loud = FADE;
    if (how === "ended") this.heard.add(entry.utterance);
    this.port.postMessage({ [how]: entry.utterance, ms: ms(entry.played) });
  }

  // The next two milliseconds of the wire: words where there are, and the hiss of an open line.
  block() {
    const out = new Float32Array(BLOCK);
    const entry = this.queue[0];
    const hushed = entry?.utterance <= this.hushed;
    if (entry && !hushed && !this.primed && (entry.waiting >= PRIMED || entry.complete)) {
      this.primed = true;
      if (!entry.played && entry.waiting) this.port.postMessage({ started: entry.utterance, at: currentTime });
    }
    for (let n = 0; n < BLOCK; n += 1) {
      if (this.open) out[n] = HISS * (2 * Math.random() - 1);
      if (!entry || !this.primed || entry !== this.queue[0] || (hushed && !this.loud)) continue;
      if (!entry.waiting || entry.fading === 1) {
        if (entry.fading) this.leave(entry, entry.leaves);
        else if (entry.complete) this.leave(entry, "ended");
        else this.primed = false;
        continue;
      }
      const fade = entry.fading ? (entry.fading -= 1) / FADE : 1;
      this.loud += hushed ? -1 : Math.sign(FADE - this.loud);
      out[n] += (entry.sounds[0][entry.at] / 32768) * fade * (this.loud / FADE);
      entry.at += 1;
      entry.waiting -= 1;
      entry.played += 1;
      if (entry.at === entry.sounds[0].length) {
        entry.sounds.shift();
        entry.at = 0;
      }
    }
    if (entry && entry.played - entry.told >= REPORT && entry === this.queue[0]) this.report(entry);
    return out;
  }

  report(entry) {
    entry.told = entry.played;
    this.port.postMessage({ played: entry.utterance, ms: ms(entry.played) });
  }

  process(_, [output]) {
    const [channel] = output;
    while (this.ready.length < channel.length) {
      this.ready.push(...this.up.push(this.down.push(this.block()).map(telephone)));
    }
    channel.set(this.ready.splice(0, channel.length));
    return true;
  }
}

function ms(samples) {
  return Math.round((1000 * samples) / WIRE_HZ);
}

registerProcessor("microphone", Microphone);
registerProcessor("far-end", FarEnd);
