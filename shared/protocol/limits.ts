/** Put a limit on everything: sizes, rates and distances of the wire. Each names its unit; SPEC.md says what happens beyond it. */

/** People that one room seats. */
export const MAX_PEOPLE = 500;

/** Largest frame a client may send, bytes; beyond it the transport closes the line (1009). */
export const MAX_FRAME_BYTES = 4096;
/** Largest body of an HTTP request, bytes; beyond it: 413. */
export const MAX_BODY_BYTES = 8192;
/** Frames of any kind a second from one client: 20 inputs doubled, commands and pings. Beyond it the line is closed. */
export const MAX_FRAMES_PER_SECOND = 100;
/** Commands: lasting rate a second, and how many at once. Beyond: a refusal, counted. */
export const COMMANDS_PER_SECOND = 8;
export const COMMANDS_BURST = 24;
/** Readings a second; one more may come early. */
export const READINGS_PER_SECOND = 4;
export const READINGS_BURST = 2;
/** Refusals of one client in ten seconds after which its line is closed as a flood. */
export const REFUSALS_BEFORE_CLOSE = 400;

/** Bytes waiting in a client's socket: from the first on only what cannot be left out is sent, beyond the second the line is closed. */
export const BUFFER_SOFT_BYTES = 64 * 1024;
export const BUFFER_HARD_BYTES = 256 * 1024;

/** A missing input frame repeats the last for this many ticks, then the controls are let go. */
export const REPEAT_TICKS = 10;
/** Input frames kept waiting; older ones are dropped, so sending faster than the tick gains nothing. */
export const INPUT_BUFFER = 16;

/** A page to which nothing new could be told hears a sign of life at least this often, ticks. */
export const PULSE_TICKS = 10;
/** Names are readable within this, m. */
export const NAMES_M = 12;

/** Seconds in which a dropped line may be taken up again by the same page. The ember itself lasts as the dream says. */
export const RECONNECT_SECONDS = 60;
/** Hours that an identity token is good for. */
export const TOKEN_HOURS = 12;
/** Longest name, characters. */
export const NAME_CHARS = 24;
