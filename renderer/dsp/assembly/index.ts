export { countOver, narrow, narrowSamples, wide } from './narrowing';
export { findOver, greatestOf, line, mostFrames, peaks } from './peaks';
export { filters, powers, states, weighSamples, weighed } from './weighting';
