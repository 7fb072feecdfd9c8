/// Tables of text cells: [dev.adjoint.data.table.Table] is made of
/// [dev.adjoint.data.table.Column]s, and [dev.adjoint.data.table.ColumnKind] finds whether a column
/// holds numbers or names.
@NullMarked
package dev.adjoint.data.table;

import org.jspecify.annotations.NullMarked;
