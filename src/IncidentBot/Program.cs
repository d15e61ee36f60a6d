Console.WriteLine("IncidentBot");

public partial class Program;
