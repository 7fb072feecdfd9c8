package dev.adjoint.serve;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A well-behaved client.
record Client(HttpClient http, URI server) {

  private static final JsonMapper JSON = new JsonMapper();

  static Client of(PredictionServer server) {
    return new Client(HttpClient.newHttpClient(), server.address());
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(server.resolve(path)).build());
  }

  HttpResponse<String> post(String path, String type, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body));
    return send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  JsonNode json(String path, String body) {
    HttpResponse<String> answer = post(path, "application/json", body);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  JsonNode json(String path) {
    return JSON.readTree(get(path).body());
  }

  /// The message of an answer that refuses.
  String refusal(int status, String path, String body) {
    HttpResponse<String> answer = post(path, "application/json", body);
    if (answer.statusCode() != status) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    JsonNode node = JSON.readTree(answer.body());
    if (node.size() != 1) {
      throw new AssertionError(answer.body());
    }
    return node.path("error").stringValue();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
