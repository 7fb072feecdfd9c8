/// Stages of Spark ML in files, in the form that `Pipeline` reads and writes.
///
/// [dev.adjoint.spark.save.StageFile] holds the parameters of a stage; beside it a stage may have
/// files of its own.
@NullMarked
package dev.adjoint.spark.save;

import org.jspecify.annotations.NullMarked;
