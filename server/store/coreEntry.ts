/**
 * What a core is to those who keep it: enough to compile a night's scenario, dream on, take a night up again and re-run it. Bundled by its hash beside
 * the journals, so that an old night is dreamt by the core that began it. The names here are a contract with bundles written long ago: add, never change.
 */
export { createCast } from '../../shared/citizens/cast.ts';
export { adopt } from '../../shared/dream/adopt.ts';
export { digestOf } from '../../shared/dream/digest.ts';
export { stepDream } from '../../shared/dream/tick.ts';
export { createDream, WORLD_FORMAT } from '../../shared/dream/world.ts';
export { snapshotText } from '../../shared/journal/dual.ts';
export { readJournal } from '../../shared/journal/read.ts';
export { replay } from '../../shared/journal/replay.ts';
export { resume } from '../../shared/journal/resume.ts';
export { compileScenario } from '../../shared/scenario/compile.ts';
