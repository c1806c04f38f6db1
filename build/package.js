import { packApp } from './packaging/pack-app.js';
import { projectFolder } from './setup/places.js';
import { parseOrder } from './packaging/words.js';

try {
  const order = parseOrder(process.argv.slice(2), projectFolder);
  const outcomes = await packApp(order);
  const width = Math.max(...outcomes.map(({ name }) => name.length));
  console.log(`\nIn ${order.dist}, ${order.flavour} flavour:`);
  for (const { name, said } of outcomes) console.log(`  ${name.padEnd(width)}  ${said}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
