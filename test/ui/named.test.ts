import { expect, it } from 'vitest';
import { thingName } from '../../client/ui/named.ts';
import type { Welcome } from '../../shared/protocol/messages.ts';

const place = {
  symbols: [
    { id: 'bench', name: "The courier's bench" },
    { id: 'thea', name: 'Theatre door' },
  ],
  regions: [{ id: 'hill', name: 'A hill' }],
  tracks: [],
  clauses: [{ id: 'c1', says: 'The gate stays open.' }],
  bridges: [{ id: 'b1' }],
} as unknown as Welcome['place'];

it('names a thing as it stands in a sentence', () => {
  expect(thingName('bench', place)).toBe("the courier's bench");
  expect(thingName('thea', place)).toBe('Theatre door');
  expect(thingName('hill', place)).toBe('a hill');
  expect(thingName('c1', place)).toBe('The gate stays open.');
  expect(thingName('b1', place)).toBe('the bridge');
  expect(thingName('stone:4', place)).toBe('a stone');
  expect(thingName('nothing', place)).toBeNull();
});
