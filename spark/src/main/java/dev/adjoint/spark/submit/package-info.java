/// Programs for `spark-submit`: [dev.adjoint.spark.submit.SubmittedTraining].
@NullMarked
package dev.adjoint.spark.submit;

import org.jspecify.annotations.NullMarked;
