/** The size of a stereo WAV of 24 bits with this many frames: 44 bytes of header and 6 a frame. */
export const wavBytes = (frameCount: number): number => 44 + frameCount * 6;
