#!/usr/bin/env node
const { load } = require('../dist/load.cjs');

load('start')['cli/main']().main(process.argv);
