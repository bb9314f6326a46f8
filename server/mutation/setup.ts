// Before the tests of a mutant: the first counterexample is enough, and every run draws the same ones.
import fc from 'fast-check';

fc.configureGlobal({ endOnFailure: true, seed: 20_261_123 });
