import { describe, expect, it, type TestContext } from 'vitest';
import { tally } from '../tally.ts';
import { cutEverywhere, withoutSync, type Scenario } from './cut-everywhere.ts';
import * as libraryScenarios from './library-scenarios.ts';
import { purchase } from './purchase-scenario.ts';
import * as scenarios from './scenarios.ts';

async function survives<Promises>(
  context: TestContext,
  scenario: Scenario<Promises>,
  statesAtLeast: number,
): Promise<void> {
  const { states, violations } = await cutEverywhere(scenario);
  expect([...new Set(violations)]).toEqual([]);
  expect(states).toBeGreaterThanOrEqual(statesAtLeast);
  tally(context, { powerCutStates: states });
  // The same, trusting the disk: what does not catch this proves nothing.
  expect((await cutEverywhere(scenario, withoutSync)).violations.length).toBeGreaterThan(0);
}

describe('F22 a power cut, anywhere and in every way, loses nothing that was promised', () => {
  it('in a download', async (context) => {
    await survives(context, scenarios.download, 1000);
  }, 120_000);

  it('in an import', async (context) => {
    await survives(context, scenarios.importing, 200);
  }, 120_000);

  it('in a change of the settings', async (context) => {
    await survives(context, scenarios.settings, 200);
  });

  it('in a save of the mix', async (context) => {
    await survives(context, scenarios.mix, 200);
  });

  it('in a purchase, whose line is there before its request leaves', async (context) => {
    await survives(context, purchase, 200);
  });

  it('while songs change that an index knows', async (context) => {
    await survives(context, scenarios.indexing, 200);
  }, 120_000);

  it('when a damaged stem is set aside', async (context) => {
    await survives(context, scenarios.quarantine, 200);
  });

  it('F37 when a song makes room for others', async (context) => {
    await survives(context, libraryScenarios.eviction, 200);
  });

  it('when the library is moved to another folder', async (context) => {
    await survives(context, libraryScenarios.move, 200);
  }, 120_000);
});
