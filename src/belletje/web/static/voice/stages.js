// How fast each reply came, stage by stage: what the server measured, and from the last word to the first sound as it was here.

const PARTS = ["hold_ms", "recognition_ms", "engine_ms", "speech_ms", "total_ms"];

export class Stages {
  constructor() {
    this.quietSince = null;
    this.here = new Map();
  }

  get rows() {
    return document.querySelector("#stages tbody");
  }

  // The caller still speaks at this moment of the sound clock, in seconds.
  spoke(at) {
    this.quietSince = at;
  }

  // The other end began to sound: how long after the caller's last word, in milliseconds, or null when nobody had spoken.
  sounded(turn, at) {
    if (this.quietSince === null) return;
    this.here.set(turn, Math.max(0, Math.round((at - this.quietSince) * 1000)));
    this.quietSince = null;
    this.fill(turn);
  }

  show(message) {
    this.rows.querySelector(`tr[data-turn="${message.turn}"]`)?.remove(); // answered too early
    const row = document.createElement("tr");
    row.dataset.turn = message.turn;
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = message.turn;
    row.append(head);
    for (const part of PARTS) row.append(this.cell(message[part]));
    row.append(this.cell(undefined));
    this.rows.append(row);
    this.fill(message.turn);
    document.getElementById("stages").hidden = false;
  }

  cell(value) {
    const cell = document.createElement("td");
    cell.textContent = value === undefined || value === null ? "–" : Math.round(value);
    return cell;
  }

  fill(turn) {
    const cell = this.rows?.querySelector(`tr[data-turn="${turn}"] td:last-child`);
    if (cell && this.here.has(turn)) cell.textContent = this.here.get(turn);
  }
}
