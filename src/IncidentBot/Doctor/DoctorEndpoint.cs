using IncidentBot.Api;
using IncidentBot.Running;

namespace IncidentBot.Doctor;

/// <summary><c>GET /api/doctor</c>: what only the running process can tell about its store and loops.</summary>
internal sealed class DoctorEndpoint(Machinery machinery)
{
    public async Task<IResult> ExamineAsync(CancellationToken cancellationToken) =>
        TypedResults.Json(await machinery.Examine(cancellationToken), ApiJson.Web.Report);
}
