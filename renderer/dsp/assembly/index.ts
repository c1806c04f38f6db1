export { countOver, narrow, narrowSamples, wide } from './narrowing';
export { drawNoise, mostNoise, noise } from './noise';
export { findOver, greatestOf, line, mostFrames, peaks } from './peaks';
export { filters, powers, states, weighSamples, weighed } from './weighting';
