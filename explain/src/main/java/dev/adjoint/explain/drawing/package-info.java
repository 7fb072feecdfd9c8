/// The computational graph of a whole model as a picture.
///
/// [ComputationGraph] is what ran: values and operations, from a traced step or from a forward
/// pass. [Folding] puts operations of a layer together until the graph has a size that can be read,
/// [GraphOfModel] makes the graph of what is left, and [Pictures] draws it.
@NullMarked
package dev.adjoint.explain.drawing;

import org.jspecify.annotations.NullMarked;
