/// Data sets and the way from files to batches.
///
/// | where | what |
/// |---|---|
/// | [dev.adjoint.data.Source] | where samples come from: [dev.adjoint.data.Samples] are read by number, a [dev.adjoint.data.SampleStream] is read in order |
/// | [dev.adjoint.data.DataSet] | samples in memory; [dev.adjoint.data.Split] holds two of them |
/// | [dev.adjoint.data.Batches] | cuts a source into [dev.adjoint.data.Batch]es, in a new order for each epoch |
/// | [dev.adjoint.data.Rows] | which rows train and which validate; stratified for classes |
/// | [dev.adjoint.data.RandomStream] | generators derived from a seed, a purpose and a position; [dev.adjoint.data.SeededRandom] is one whose state can be saved |
/// | `dev.adjoint.data.table` | tables of text cells |
/// | `dev.adjoint.data.csv` | CSV files in and out |
/// | `dev.adjoint.data.idx` | IDX files, plain and gzip |
/// | `dev.adjoint.data.fetch` | known public sets, fetched by name |
/// | `dev.adjoint.data.generate` | sets drawn from formulas: moons, spirals, sine, digits |
/// | `dev.adjoint.data.prepare` | the whole way in one call, and the preprocessing that is saved with a model |
/// | `dev.adjoint.data.text` | texts as tokens: characters, words, byte pairs |
/// | `dev.adjoint.data.series` | time series: frequency, season, windows |
/// | `dev.adjoint.data.image` | photographs: image files as pixels, in one size |
///
/// Each package uses those above it, never one below. Everything that can be wrong with data is a
/// [dev.adjoint.data.DataException] whose message names the file, the position, the rule and the
/// likely fix.
@NullMarked
package dev.adjoint.data;

import org.jspecify.annotations.NullMarked;
