/// CSV files: [dev.adjoint.data.csv.TableReader] reads one into a table,
/// [dev.adjoint.data.csv.TableWriter] writes columns of values. FastCSV parses the syntax.
@NullMarked
package dev.adjoint.data.csv;

import org.jspecify.annotations.NullMarked;
