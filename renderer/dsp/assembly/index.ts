export { countOver, mostNarrowed, narrow, narrowSamples, wide } from './narrowing';
export { drawNoise, mostNoise, noise } from './noise';
export { before, greatestOf, line, mostFrames } from './peaks';
export { filters, mostWeighed, powers, states, weighSamples, weighed } from './weighting';
