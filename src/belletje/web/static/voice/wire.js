// The wire to the server: one WebSocket, taken up again when it breaks, with what was said meanwhile.

const TRIES_S = 30; // the server keeps the call as long
const OPENS_MS = 4000;
const READY_MS = 30_000; // the first call of a day loads the models
const QUIET_MS = 6000;
const PING_MS = 2000;
const KEPT_FRAMES = 500; // 10 s
const SPOKEN = 0.01; // the level from which a kept frame is speech and not the room
const FINAL = new Set([4401, 4404, 4409, 1013]);

// `tell` gets every message of the server as an object, `sound` gets (utterance, sequence, buffer); `lost` is called
// when the wire breaks, `gone` with a close code, or 0, when it will not come back. `known` when the call had begun.
export class Wire {
  constructor({ address, known, hello, tell, sound, lost, gone }) {
    Object.assign(this, { address, known, hello, tell, sound, lost, gone });
    this.on = false;
    this.ended = false;
    this.unsent = [];
    this.frames = [];
    this.spoke = false;
    this.lostAt = 0;
    this.connect();
    setInterval(() => this.tick(), PING_MS); // where no microphone gives the time
  }

  connect() {
    const socket = new WebSocket(this.address);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    let hangs = setTimeout(() => this.broken(socket, 0), OPENS_MS);
    socket.onopen = () => {
      clearTimeout(hangs);
      hangs = setTimeout(() => this.broken(socket, 0), READY_MS);
      socket.send(JSON.stringify({ type: "hello", ...this.hello(), resume: this.known }));
    };
    socket.onmessage = ({ data }) => {
      if (socket !== this.socket) return;
      this.heardAt = performance.now();
      if (typeof data !== "string") this.unpack(data);
      else this.read(JSON.parse(data), hangs);
    };
    socket.onclose = ({ code }) => {
      clearTimeout(hangs);
      this.broken(socket, code);
    };
  }

  read(message, hangs) {
    if (message.type === "pong") this.pongs = true;
    else if (message.type === "ready") {
      clearTimeout(hangs);
      this.on = true;
      this.known = true;
      this.lostAt = 0;
      this.tell(message);
      this.catchUp();
    } else {
      if (message.type === "over") this.ended = true;
      this.tell(message);
    }
  }

  unpack(data) {
    const head = new DataView(data);
    this.sound(head.getUint32(0, true), head.getUint32(4, true), data.slice(8));
  }

  catchUp() {
    const [unsent, frames, spoke] = [this.unsent, this.frames, this.spoke];
    this.unsent = [];
    this.frames = [];
    this.spoke = false;
    unsent.forEach((message) => this.socket.send(message));
    if (spoke) frames.forEach((frame) => this.socket.send(frame));
  }

  // Sends a message, now or as soon as the wire is back. What is only true now (`fleeting`) is then left out.
  send(message, { fleeting = false } = {}) {
    const text = JSON.stringify(message);
    if (this.on) this.socket.send(text);
    else if (!fleeting) this.unsent.push(text);
  }

  // Sends 20 ms of the microphone; called for every frame, so that it also keeps the wire alive without a timer.
  frame(buffer, level) {
    if (this.on) this.socket.send(buffer);
    else if (this.known) {
      this.frames.push(buffer);
      if (this.frames.length > KEPT_FRAMES) this.frames.shift();
      this.spoke ||= level > SPOKEN;
    }
  }

  // Looks whether the server still answers; called with every frame of the microphone.
  tick(now = performance.now()) {
    if (!this.on || this.ended) return;
    if (now - (this.pingedAt ?? 0) > PING_MS) {
      this.pingedAt = now;
      this.pinged = (this.pinged ?? 0) + 1;
      this.socket.send(JSON.stringify({ type: "ping", n: this.pinged }));
    }
    if (this.pongs && now - this.heardAt > QUIET_MS) this.broken(this.socket, 0);
  }

  broken(socket, code) {
    if (socket !== this.socket) return;
    this.socket = null;
    socket.onmessage = null;
    socket.close();
    this.on = false;
    if (this.ended) return;
    const now = performance.now();
    this.lostAt ||= now;
    if (FINAL.has(code) || now - this.lostAt > TRIES_S * 1000) {
      this.ended = true;
      this.gone(code);
      return;
    }
    this.lost(Math.round((now - this.lostAt) / 1000));
    setTimeout(() => { if (!this.ended) this.connect(); }, 500);
  }

  close() {
    this.ended = true;
    this.on = false;
    this.socket?.close();
  }
}
