import { start } from './node.ts';

start(process.argv.includes('--stdio'));
