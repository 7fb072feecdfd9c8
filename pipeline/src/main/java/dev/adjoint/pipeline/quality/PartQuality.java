package dev.adjoint.pipeline.quality;

import dev.adjoint.data.prepare.LabelsTarget;
import dev.adjoint.data.prepare.NumbersTarget;
import dev.adjoint.pipeline.Outputs;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// How good a model of several targets is at each of them alone.
public final class PartQuality {

  private PartQuality() {}

  /// The quality of each number, by its name.
  public static Map<String, NumberQuality> of(Outputs outputs, NumbersTarget target) {
    Map<String, NumberQuality> parts = new LinkedHashMap<>();
    for (int i = 0; i < target.parts().size(); i++) {
      parts.put(
          target.parts().get(i).column(),
          NumberQuality.of(part(outputs, i), target.parts().get(i)));
    }
    return parts;
  }

  /// The quality of each label, by its name. The logit z of a label makes the logits 0 and z of its
  /// two values, whose probabilities are those of the sigmoid.
  public static Map<String, ClassQuality> of(Outputs outputs, LabelsTarget target) {
    Map<String, ClassQuality> parts = new LinkedHashMap<>();
    for (int i = 0; i < target.parts().size(); i++) {
      Outputs part = part(outputs, i);
      Tensor z = part.outputs().detach();
      parts.put(
          target.parts().get(i).column(),
          ClassQuality.of(
              new Outputs(
                  Tensor.concat(1, z.multiply(0), z), part.target().squeeze(1).to(ElementType.I64)),
              target.parts().get(i).classes()));
    }
    return parts;
  }

  private static Outputs part(Outputs all, int index) {
    return new Outputs(
        all.outputs().slice(1, index, index + 1), all.target().slice(1, index, index + 1));
  }
}
