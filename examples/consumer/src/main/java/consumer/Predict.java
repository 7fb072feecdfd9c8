package consumer;

import dev.adjoint.pipeline.TrainedModel;
import java.nio.file.Path;
import java.util.Map;

public final class Predict {
  public static void main(String[] arguments) {
    TrainedModel model = TrainedModel.load(Path.of(arguments[0]));
    var penguin =
        Map.of(
            "island",
            "Torgersen",
            "bill_length_mm",
            39.1,
            "bill_depth_mm",
            18.7,
            "flipper_length_mm",
            181,
            "body_mass_g",
            3750,
            "sex",
            "male",
            "year",
            2007);
    System.out.println(model.predict(penguin).text());
  }
}
