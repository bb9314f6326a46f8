// A short two-note sound made in the browser: no file, no download. Must be created by a press.

export interface Chime {
  ring(): void;
  stop(): void;
}

const NOTES_HZ = [660, 880] as const;
const NOTE_SECONDS = 0.14;

function play(context: AudioContext, hertz: number, at: number): void {
  const tone = new OscillatorNode(context, { frequency: hertz, type: 'sine' });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setValueAtTime(0.16, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + NOTE_SECONDS);
}

/** One audio context for the life of the switch. */
export function createChime(): Chime {
  const context = new AudioContext();
  return {
    ring() {
      NOTES_HZ.forEach((hertz, index) => {
        play(context, hertz, context.currentTime + index * NOTE_SECONDS);
      });
    },
    stop: () => void context.close(),
  };
}
