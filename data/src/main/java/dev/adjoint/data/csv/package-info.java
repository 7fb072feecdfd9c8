/// CSV files: [dev.adjoint.data.csv.TableReader] reads one into a table,
/// [dev.adjoint.data.csv.TableWriter] writes columns of values. The syntax is FastCSV's part.
@NullMarked
package dev.adjoint.data.csv;

import org.jspecify.annotations.NullMarked;
