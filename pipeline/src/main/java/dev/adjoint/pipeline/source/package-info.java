/// The kinds of data that a model can be trained on.
///
/// [dev.adjoint.pipeline.source.DataSource] gives the samples and says how it stands in
/// `model.json`; [dev.adjoint.pipeline.source.DataKind] lists the kinds and recognises them:
/// [dev.adjoint.pipeline.source.CsvTable], [dev.adjoint.pipeline.source.CsvTexts],
/// [dev.adjoint.pipeline.source.BookText], [dev.adjoint.pipeline.source.IdxImages],
/// [dev.adjoint.pipeline.source.GeneratedSamples]. [dev.adjoint.pipeline.source.DataPlan] is what a
/// person fixed about the data, of the options that each kind has.
@NullMarked
package dev.adjoint.pipeline.source;

import org.jspecify.annotations.NullMarked;
