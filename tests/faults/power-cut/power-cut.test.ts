import { describe, expect, it } from 'vitest';
import { cutEverywhere, withoutSync, type Scenario } from './cut-everywhere.ts';
import * as scenarios from './scenarios.ts';

async function survives<Promises>(scenario: Scenario<Promises>, statesAtLeast: number): Promise<void> {
  const { states, violations } = await cutEverywhere(scenario);
  expect([...new Set(violations)]).toEqual([]);
  expect(states).toBeGreaterThanOrEqual(statesAtLeast);
  // The same, trusting the disk: what does not catch this proves nothing.
  expect((await cutEverywhere(scenario, withoutSync)).violations.length).toBeGreaterThan(0);
}

describe('F22 a power cut, anywhere and in every way, loses nothing that was promised', () => {
  it('in a download', async () => {
    await survives(scenarios.download, 1000);
  }, 60_000);

  it('in an import', async () => {
    await survives(scenarios.importing, 200);
  }, 30_000);

  it('in a change of the settings', async () => {
    await survives(scenarios.settings, 200);
  });

  it('in a save of the mix', async () => {
    await survives(scenarios.mix, 200);
  });

  it('when a damaged stem is set aside', async () => {
    await survives(scenarios.quarantine, 200);
  });
});
