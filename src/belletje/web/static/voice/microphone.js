// The microphone: asked for, chosen, listened to; and said to be gone when it is.

const DEVICE = "belletje.microphone";

// Why there can be no microphone on this page at all, or an empty text.
export function impossible() {
  if (!window.isSecureContext) return "insecure";
  return navigator.mediaDevices?.getUserMedia && window.AudioWorkletNode ? "" : "browser";
}

// The microphones that can be chosen, as [{id, label}]; labels come only after permission.
export async function microphones() {
  const all = await navigator.mediaDevices.enumerateDevices();
  return all.filter((one) => one.kind === "audioinput" && one.deviceId).map(({ deviceId, label }) => ({ id: deviceId, label }));
}

// Opens the microphone that was chosen last, or this one. `onFrame` gets {frame, level, at}; `onGone` is called once,
// when it is unplugged or permission is taken back. Rejects with the name of the reason: refused, none or busy.
export async function openMicrophone(context, { device, onFrame, onGone }) {
  const wanted = device ?? localStorage.getItem(DEVICE) ?? "";
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
  if (wanted) audio.deviceId = { ideal: wanted };
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio });
  } catch (fault) {
    const why = { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "none", OverconstrainedError: "none" };
    throw new Error(why[fault.name] ?? "busy");
  }
  const [track] = stream.getAudioTracks();
  const chosen = track.getSettings().deviceId ?? "";
  if (device) localStorage.setItem(DEVICE, device);
  const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
  const frames = new AudioWorkletNode(context, "microphone", { numberOfOutputs: 0 });
  frames.port.onmessage = ({ data }) => onFrame(data);
  source.connect(frames);
  track.addEventListener("ended", () => { close(); onGone?.(); }, { once: true });

  function close() {
    frames.port.onmessage = null;
    source.disconnect();
    stream.getTracks().forEach((one) => one.stop());
  }
  return { device: chosen, label: track.label, close };
}
