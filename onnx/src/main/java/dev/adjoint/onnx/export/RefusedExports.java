package dev.adjoint.onnx.export;

import dev.adjoint.tensor.op.convolution.Conv2dWeightOp;
import dev.adjoint.tensor.op.elementwise.BinaryOp;
import dev.adjoint.tensor.op.fourier.FourierOp;
import dev.adjoint.tensor.op.index.SearchSortedOp;
import dev.adjoint.tensor.op.linalg.CholeskyOp;
import dev.adjoint.tensor.op.linalg.DeterminantOp;
import dev.adjoint.tensor.op.linalg.EighOp;
import dev.adjoint.tensor.op.linalg.PinvOp;
import dev.adjoint.tensor.op.linalg.QrOp;
import dev.adjoint.tensor.op.linalg.SolveOp;
import dev.adjoint.tensor.op.linalg.SolveTriangularOp;
import dev.adjoint.tensor.op.linalg.SvdOp;
import dev.adjoint.tensor.op.movement.DiagonalOp;
import dev.adjoint.tensor.op.pooling.AvgPool2dSpreadOp;
import dev.adjoint.tensor.op.pooling.MaxPool2dPickOp;
import dev.adjoint.tensor.op.pooling.MaxPool2dScatterOp;
import dev.adjoint.tensor.op.reduce.CumprodOp;
import dev.adjoint.tensor.op.reduce.CumulativeExtremeOp;
import dev.adjoint.tensor.op.reduce.RecurrenceOp;
import dev.adjoint.tensor.op.softmax.CrossEntropyGradientOp;
import java.util.LinkedHashMap;
import java.util.Map;

/// Operations without a rule, each with the reason.
final class RefusedExports {

  private static final String BACKWARD =
      "it belongs to a backward pass, and a file holds a forward pass; export the model in inference";
  private static final String NOT_IN_ONNX =
      "ONNX 17 and 18 have no such operator; take it out of the model or export the part before it";

  static final Map<Object, String> REASONS = reasons();

  private RefusedExports() {}

  private static Map<Object, String> reasons() {
    Map<Object, String> reasons = new LinkedHashMap<>();
    for (BinaryOp operation : BinaryOp.values()) {
      if (operation.name().endsWith("_GRADIENT")) {
        reasons.put(operation, BACKWARD);
      }
    }
    reasons.put(Conv2dWeightOp.class, BACKWARD);
    reasons.put(AvgPool2dSpreadOp.class, BACKWARD);
    reasons.put(MaxPool2dPickOp.class, BACKWARD);
    reasons.put(MaxPool2dScatterOp.class, BACKWARD);
    reasons.put(RecurrenceOp.class, BACKWARD);
    reasons.put(CrossEntropyGradientOp.class, BACKWARD);
    reasons.put(CumprodOp.class, NOT_IN_ONNX);
    reasons.put(CumulativeExtremeOp.class, NOT_IN_ONNX);
    reasons.put(SearchSortedOp.class, NOT_IN_ONNX);
    reasons.put(DiagonalOp.class, NOT_IN_ONNX);
    reasons.put(BinaryOp.ATAN2, NOT_IN_ONNX);
    reasons.put(CholeskyOp.class, NOT_IN_ONNX);
    reasons.put(SolveOp.class, NOT_IN_ONNX);
    reasons.put(SolveTriangularOp.class, NOT_IN_ONNX);
    reasons.put(DeterminantOp.class, NOT_IN_ONNX);
    reasons.put(QrOp.class, NOT_IN_ONNX);
    reasons.put(EighOp.class, NOT_IN_ONNX);
    reasons.put(SvdOp.class, NOT_IN_ONNX);
    reasons.put(PinvOp.class, NOT_IN_ONNX);
    reasons.put(FourierOp.class, "no rule writes the DFT of ONNX yet; export the part before it");
    return reasons;
  }
}
