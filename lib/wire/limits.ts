/** Limits of everything that crosses the socket. Sizes in bytes unless the name says otherwise. */
export const PROTOCOL_VERSION = 2;
export const MESSAGE_BYTES_MAX = 16 * 1024;
export const MESSAGE_DEPTH_MAX = 12;
export const COMMAND_ID_CHARS_MAX = 64;
export const NAME_CHARS_MAX = 253;
export const PATH_CHARS_MAX = 512;
export const NOTE_CHARS_MAX = 200;
/** A client may act this often; more is answered `RateLimited`. */
export const COMMANDS_PER_SECOND = 10;
export const COMMANDS_BURST = 30;
/** A delta that reaches or passes a multiple of this carries the hash of the view. */
export const HASH_EVERY_POSITIONS = 50;
