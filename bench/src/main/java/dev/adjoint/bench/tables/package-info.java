/// The defaults for tables, measured on public tables.
@NullMarked
package dev.adjoint.bench.tables;

import org.jspecify.annotations.NullMarked;
