using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Inbound.Socket;

/// <summary>What is in an envelope goes the same way as what comes over HTTP; the answer goes back in the acknowledgement.</summary>
internal sealed partial class SocketEnvelopes(SlackIntake intake, ILogger<SocketEnvelopes> log)
{
    /// <returns>The frame that answers it; null = not saved, so Slack should send it again.</returns>
    public async Task<byte[]?> HandleAsync(string id, byte[] frame)
    {
        Ack ack;
        bool takesPayload;
        try
        {
            using var json = Json.Read(frame);
            takesPayload = json?.RootElement.Flag("accepts_response_payload") is true;
            ack = await DispatchAsync(id, json!.RootElement);
        }
        catch (Exception error)
        {
            Log.Failed(log, error);
            return null;
        }

        if (ack.Status >= 500)
        {
            return null;
        }

        var answer = new JsonObject { ["envelope_id"] = id };
        if (takesPayload && ack.Body is { } body)
        {
            answer["payload"] = body.DeepClone();
        }

        return JsonSerializer.SerializeToUtf8Bytes(answer, JsonSerializerOptions.Default);
    }

    private async Task<Ack> DispatchAsync(string id, JsonElement envelope)
    {
        if (envelope.At("payload") is not { ValueKind: JsonValueKind.Object } payload)
        {
            return Ack.Empty;
        }

        return envelope.Text("type") switch
        {
            "slash_commands" when SlashCommand.Of(payload) is { } command => await intake.CommandAsync(command, id, CancellationToken.None),
            "interactive" when Interaction.Of(payload) is { } interaction => await intake.InteractAsync(interaction, id, CancellationToken.None),
            "events_api" when SlackEvent.Of(payload) is { } happened => await intake.EventAsync(happened, payload.Text("api_app_id"), CancellationToken.None),

            // A kind that is new, or nothing that can be read: answered, or it would come for ever.
            _ => Ack.Empty,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "An envelope from Slack could not be handled; Slack will send it again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
