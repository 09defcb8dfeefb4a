/** A process that reads a journal into a ledger until it is closed, as another server on the same database would. Arguments: data folder, dream, database. */
import { connect } from '../../server/ledger/connect.ts';
import { projectNight } from '../../server/ledger/project.ts';

const [dataDir = '', dreamId = '', databaseUrl = ''] = process.argv.slice(2);
const { db } = await connect({ dataDir, databaseUrl: databaseUrl === '' ? null : databaseUrl });
process.stdout.write('ready\n');
while ((await projectNight(db, dataDir, dreamId)) !== 'closed') await new Promise((resolve) => setTimeout(resolve, 2));
await db.destroy();
