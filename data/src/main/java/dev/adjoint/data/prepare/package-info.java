/// From raw data to data that is ready to train on, and what a model has to remember about it.
///
/// [dev.adjoint.data.prepare.Prepared] does the whole way in one call. For a table it is
/// [dev.adjoint.data.table.Table] (cells as they were written) →
/// [dev.adjoint.data.prepare.TablePlan] (which columns are used, and the task) →
/// [dev.adjoint.data.prepare.TablePreprocessing] (means, deviations, categories and classes of the
/// training rows) → [dev.adjoint.data.DataSet]; for images it is [dev.adjoint.data.idx.IdxPair] →
/// [dev.adjoint.data.prepare.ImagePreprocessing] → [dev.adjoint.data.DataSet]. A
/// [dev.adjoint.data.prepare.Preprocessing] is plain data and is saved with the model.
@NullMarked
package dev.adjoint.data.prepare;

import org.jspecify.annotations.NullMarked;
