export { countOver, narrow, narrowSamples, wide } from './narrowing';
export { drawNoise, mostNoise, noise } from './noise';
export { greatestOf, line, mostFrames } from './peaks';
export { filters, powers, states, weighSamples, weighed } from './weighting';
