package com.example.penguins;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers for rows of a table. The model is loaded once and used by all threads.
@Singleton
@Path("/predict")
public class Answers {

  private final TrainedModel model;

  @Inject
  public Answers(@ConfigProperty(name = "model") java.nio.file.Path folder) {
    model = TrainedModel.load(folder);
  }

  @POST
  public Prediction predict(Map<String, Object> row) {
    return model.predict(row);
  }

  /// A row that cannot be read is the mistake of the one who sent it.
  @ServerExceptionMapper
  public RestResponse<Map<String, String>> wrong(DataException error) {
    return RestResponse.status(
        RestResponse.Status.BAD_REQUEST, Map.of("error", String.valueOf(error.getMessage())));
  }
}
