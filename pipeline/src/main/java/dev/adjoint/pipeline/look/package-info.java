/// Describes data before any training: `adjoint look`.
///
/// [dev.adjoint.pipeline.look.DataLook] lists the classes that do so;
/// [dev.adjoint.pipeline.look.TableLook] describes tables, [dev.adjoint.pipeline.look.SeriesLook]
/// time series, [dev.adjoint.pipeline.look.PreparedLook] every kind without a class of its own.
/// Each gives [dev.adjoint.pipeline.look.Findings].
@NullMarked
package dev.adjoint.pipeline.look;

import org.jspecify.annotations.NullMarked;
