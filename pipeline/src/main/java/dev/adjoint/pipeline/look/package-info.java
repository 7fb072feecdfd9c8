/// What data is, before any training: `adjoint look`.
///
/// [dev.adjoint.pipeline.look.DataLook] lists who looks at which kind of data;
/// [dev.adjoint.pipeline.look.TableLook] looks at tables, [dev.adjoint.pipeline.look.PreparedLook]
/// at every kind that has no look of its own. Each gives [dev.adjoint.pipeline.look.Findings].
@NullMarked
package dev.adjoint.pipeline.look;

import org.jspecify.annotations.NullMarked;
