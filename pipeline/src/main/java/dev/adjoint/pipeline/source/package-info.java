/// The kinds of data that a model can be trained on.
///
/// [dev.adjoint.pipeline.source.DataSource] gives the samples, and its form in `model.json`;
/// [dev.adjoint.pipeline.source.DataKind] lists the kinds and recognises them:
/// [dev.adjoint.pipeline.source.CsvTable], [dev.adjoint.pipeline.source.CsvTexts],
/// [dev.adjoint.pipeline.source.BookText], [dev.adjoint.pipeline.source.IdxImages],
/// [dev.adjoint.pipeline.source.GeneratedSamples], [dev.adjoint.pipeline.source.DataFrameRows].
/// [dev.adjoint.pipeline.source.DataPlan] holds the choices of the user about the data.
@NullMarked
package dev.adjoint.pipeline.source;

import org.jspecify.annotations.NullMarked;
