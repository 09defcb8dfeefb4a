#!/usr/bin/env node
/** `npx dreamhaven <verb>`. Compiled code is kept from run to run: most of what a short verb takes is reading its own sources. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

enableCompileCache(join(fileURLToPath(new URL('../..', import.meta.url)), '.build', 'compiled'));
await import('./verbs.ts');
